import { makeStyles } from '@fluentui/react-components';
import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { AttachmentAnswer } from '../../answers.ts';
import { useLook } from '../app/appearance.tsx';
import type { Look } from '../host/theme.ts';
import { useSpoken } from '../language/language.tsx';
import { addressOf } from '../parts/face.ts';

const useStyles = makeStyles({
  frame: { display: 'block', width: '100%', border: 'none', minHeight: '60px' },
});

const COLOURS: Readonly<Record<Look, string>> = {
  light: 'color:#242424;background:#ffffff',
  dark: 'color:#f0f0f0;background:#292929',
};
const LINKS: Readonly<Record<Look, string>> = { light: '#195687', dark: '#8eb8d8' };

/**
 * A mail's own HTML in a frame without scripts; its pictures come from the mail itself. The frame is as high as what is in
 * it. The HTML has been sanitised before; the frame keeps its styles to itself.
 */
export function MessageBody({
  html,
  attachments,
}: {
  readonly html: string;
  readonly attachments: readonly AttachmentAnswer[];
}): ReactNode {
  const styles = useStyles();
  const { words, locale } = useSpoken();
  const look = useLook();
  const frame = useRef<HTMLIFrameElement>(null);
  const document = useMemo(
    () => documentOf(html, attachments, { look, locale, title: words.messageText }),
    [html, attachments, look, locale, words],
  );
  useEffect(() => {
    const current = frame.current;
    if (current === null) return;
    let watching: ResizeObserver | null = null;
    const fit = (): void => {
      // A document that is just being read has no body yet, whatever its type says; `load` comes when it has.
      const inside = current.contentDocument?.body as HTMLElement | null | undefined;
      if (inside == null) return;
      watching?.disconnect();
      watching = new ResizeObserver(() => {
        current.style.height = `${inside.scrollHeight + 4}px`;
      });
      watching.observe(inside);
    };
    current.addEventListener('load', fit);
    fit();
    return () => {
      current.removeEventListener('load', fit);
      watching?.disconnect();
    };
  }, [document]);
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      title={words.messageText}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={document}
    />
  );
}

interface Around {
  readonly look: Look;
  readonly locale: string;
  readonly title: string;
}

function documentOf(
  html: string,
  attachments: readonly AttachmentAnswer[],
  { look, locale, title }: Around,
): string {
  const pictures = new Map(attachments.map(({ contentId, id }) => [contentId, id]));
  const shown = html.replaceAll(/\bsrc="cid:([^"]*)"/gi, (_whole, contentId: string) => {
    const id = pictures.get(decodeURIComponent(contentId));
    return id === undefined
      ? ''
      : `src="${addressOf('attachment', { id, show: 'true' }).replaceAll('&', '&amp;')}"`;
  });
  return `<!doctype html><html lang="${locale}" style="color-scheme:${look}"><head><meta charset="utf-8"><title>${title}</title><style>
body{margin:0;padding:0 2px;font:14px/1.5 'Segoe UI','Segoe UI Web (West European)',-apple-system,BlinkMacSystemFont,Roboto,'Helvetica Neue',sans-serif;${COLOURS[look]};overflow-wrap:anywhere;overflow-y:hidden}
p{margin:0 0 10px}ul{margin:0 0 10px;padding-left:26px}a{color:${LINKS[look]}}table{max-width:100%}img{max-width:100%}
table[style*="background:#243a5e"] a,td[style*="background:#ffffff"] a,table[style*="background:#ffffff"] a{color:${LINKS.light}}
blockquote{margin:12px 0 0;padding-left:12px;border-left:2px solid ${look === 'dark' ? '#616161' : '#d1d1d1'}}
</style></head><body>${shown}</body></html>`;
}
