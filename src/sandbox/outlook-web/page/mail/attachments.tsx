import { makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  CalendarLtr24Regular,
  Document24Regular,
  DocumentPdf24Regular,
  DocumentTable24Regular,
  Image24Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { AttachmentAnswer } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { addressOf } from '../parts/face.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  file: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    maxWidth: '260px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  names: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  size: { color: tokens.colorNeutralForeground3 },
  icon: { color: tokens.colorBrandForeground1, flexShrink: 0, display: 'flex' },
});

/** The files of a mail, to download. Pictures that stand in the text are not among them. */
export function Attachments({ files }: { readonly files: readonly AttachmentAnswer[] }): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const own = files.filter(({ isInline }) => !isInline);
  if (own.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={words.attachments}>
      {own.map(({ id, name, contentType, size }) => (
        <li key={id}>
          <a
            className={styles.file}
            href={addressOf('attachment', { id })}
            download={name}
            title={words.download(name)}
          >
            <span className={styles.icon}>{iconOf(contentType)}</span>
            <span className={styles.names}>
              <Text size={200} className={styles.name}>
                {name}
              </Text>
              <Text size={200} className={styles.size}>
                {formats.size(size)}
              </Text>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function iconOf(contentType: string): ReactElement {
  if (contentType === 'application/pdf') return <DocumentPdf24Regular />;
  if (contentType === 'text/csv') return <DocumentTable24Regular />;
  if (contentType === 'text/calendar') return <CalendarLtr24Regular />;
  return contentType.startsWith('image/') ? <Image24Regular /> : <Document24Regular />;
}
