import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FrameHost } from './frame-host.ts';
import { startRuntime } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeCallbacks } from './runtime-callbacks.ts';
import { useLatest } from './use-latest.ts';

/** As Outlook on the web frames add-ins: a page of its own, with windows but without the page around it. */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
].join(' ');

export interface AddInFrameProps {
  readonly host: FrameHost;
  readonly url: string;
  /** The frame's title, for people who don't see it. */
  readonly title: string;
  readonly className?: string;
  readonly isDialog?: boolean;
  readonly callbacks: RuntimeCallbacks;
  /** Gets the frame's host when it begins, and null when it ends. */
  readonly onRuntime?: (runtime: Runtime | null) => void;
}

/** A frame with one of the add-in's pages and a host for it. Another address, or another `key`, loads it anew. */
export function AddInFrame(props: AddInFrameProps): ReactNode {
  const { url, className = '' } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useLatest(props);
  useEffect(() => {
    const { host, title, isDialog = false, onRuntime } = latest();
    const runtime = startRuntime({ ...host, url, isDialog, callbacks: () => latest().callbacks });
    const frame = document.createElement('iframe');
    // The name first: office.js finds its host by it, and Chromium ignores a later change.
    frame.name = runtime.frameName;
    frame.title = title;
    frame.setAttribute('sandbox', SANDBOX);
    frame.src = url;
    place.current?.append(frame);
    onRuntime?.(runtime);
    return () => {
      onRuntime?.(null);
      frame.remove();
      runtime.close();
    };
  }, [url, latest]);
  return <div ref={place} className={className} />;
}
