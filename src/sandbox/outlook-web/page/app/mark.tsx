import type { ReactNode } from 'react';

/** The sandbox's own mark: an envelope in a rounded square. */
export function Mark({ size }: { readonly size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
      <rect x="1.8" y="1.8" width="20.4" height="20.4" rx="5.4" strokeWidth="1.6" />
      <path d="M6 8.6h12v7.6H6zM6 8.6l6 4.4 6-4.4" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  );
}
