import type { ReactElement, ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { useHref, useLinkClickHandler } from 'react-router';

interface LinkButtonProps {
  readonly to: string;
  readonly appearance?: 'primary' | 'secondary' | 'subtle';
  readonly icon?: ReactElement;
  readonly children: ReactNode;
}

/** A link that looks like a button: it leads somewhere, so it opens in a new tab on request. */
export function LinkButton({ to, appearance = 'secondary', icon, children }: LinkButtonProps) {
  const href = useHref(to);
  const onClick = useLinkClickHandler(to);
  return (
    <Button
      as="a"
      href={href}
      onClick={onClick}
      appearance={appearance}
      {...(icon === undefined ? {} : { icon })}
    >
      {children}
    </Button>
  );
}
