/** The mark of Liaison, as in assets/liaison.svg. Decoration: the name stands beside it. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flexShrink: 0 }}>
      <rect width="32" height="32" rx="7" fill="#0d525a" />
      <g fill="none" strokeWidth="2.5" strokeLinecap="round">
        <path d="M13.5 9.5H9A2.5 2.5 0 0 0 6.5 12v8A2.5 2.5 0 0 0 9 22.5h4.5" stroke="#d3e8eb" />
        <path d="M18.5 9.5H23a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5h-4.5" stroke="#7fd1c4" />
        <path d="M12 16h8" stroke="#ffffff" />
      </g>
    </svg>
  );
}
