import { useWords } from '../language/spoken.ts';
import { OutLink } from './out-link.tsx';

interface OpenInCrmProps {
  readonly record: { readonly title: string; readonly url: string };
}

/** "Open in CRM", which screen readers hear with the record's title. */
export function OpenInCrm({ record }: OpenInCrmProps) {
  const { common } = useWords();
  return (
    <OutLink href={record.url} label={common.openNamed(record.title || common.untitled)}>
      {common.openInCrm}
    </OutLink>
  );
}
