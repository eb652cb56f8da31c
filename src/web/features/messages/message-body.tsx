import { useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Message } from '../../../contract/index.ts';
import { lightTheme } from '../../app/theme.ts';
import { useWords } from '../../language/spoken.ts';

const useStyles = makeStyles({
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'inherit' },
  // Mails are written for white paper, whatever the page's colours are.
  frame: {
    width: '100%',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'white',
    colorScheme: 'light',
  },
});

/** The mail as it was written: its HTML, which the server has cleaned, in a frame without scripts; else its text. */
export function MessageBody({ message }: { readonly message: Message }) {
  const styles = useStyles();
  const { messages } = useWords();
  const [height, setHeight] = useState(240);
  if (message.html === '') return <pre className={styles.text}>{message.text || messages.noText}</pre>;
  return (
    <iframe
      className={styles.frame}
      title={messages.body}
      // Of this origin, so that inline images come with the session; without scripts, so that nothing can use it.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={framed(message.html)}
      height={height}
      onLoad={({ currentTarget }) =>
        setHeight(
          Math.ceil(currentTarget.contentDocument?.documentElement.getBoundingClientRect().height ?? 240),
        )
      }
    />
  );
}

function framed(html: string): string {
  const style = `body{margin:0;padding:12px;font:14px/1.5 ${lightTheme.fontFamilyBase};color:#242424;overflow-wrap:anywhere}body>:first-child{margin-top:0}body>:last-child{margin-bottom:0}img{max-width:100%;height:auto}`;
  return `<!doctype html><html><head><meta charset="utf-8"><style>${style}</style></head><body>${html}</body></html>`;
}
