import type { ReactNode } from 'react';
import { Link } from '@fluentui/react-components';
import { usePane } from '../app/pane-context.ts';

interface OutLinkProps {
  /** An address, absolute or on the CRM's own origin. */
  readonly href: string;
  /** What it is called where its text alone would not say it. It has to contain the text. */
  readonly label?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A link that opens in the browser, by Outlook's way: in some Outlooks a plain link goes nowhere. */
export function OutLink({ href, label, className, children }: OutLinkProps) {
  const { outlook } = usePane();
  const address = new URL(href, location.origin).href;
  return (
    <Link
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      className={className}
      {...(label !== undefined && { 'aria-label': label })}
      onClick={(event) => {
        event.preventDefault();
        outlook.openInBrowser(address);
      }}
    >
      {children}
    </Link>
  );
}
