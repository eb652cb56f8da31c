import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'underline',
    textUnderlineOffset: '2px',
    textDecorationColor: tokens.colorNeutralStroke1,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationColor: 'currentcolor' },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      borderRadius: tokens.borderRadiusSmall,
      outlineOffset: '1px',
    },
  },
});

/** A link in text. */
export function TextLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link to={to} className={useStyles().link}>
      {children}
    </Link>
  );
}
