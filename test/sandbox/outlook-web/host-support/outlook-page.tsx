import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { Calendar20Regular, Delete20Regular, MailArrowUp20Regular } from '@fluentui/react-icons';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useShownItem } from '../../../../src/sandbox/outlook-web/page/host/add-in-context.ts';
import { AddInProvider } from '../../../../src/sandbox/outlook-web/page/host/add-in-provider.tsx';
import type { HostedDraft, HostedItem } from '../../../../src/sandbox/outlook-web/page/host/item.ts';
import { loadAddIn } from '../../../../src/sandbox/outlook-web/page/host/load-add-in.ts';
import type { OutlookServices } from '../../../../src/sandbox/outlook-web/page/host/services.ts';
import type { AddIn } from '../../../../src/sandbox/outlook-web/manifest-model.ts';
import { NotificationBar } from '../../../../src/sandbox/outlook-web/page/pane/notification-bar.tsx';
import { PaneFrame } from '../../../../src/sandbox/outlook-web/page/pane/pane-frame.tsx';
import { Ribbon } from '../../../../src/sandbox/outlook-web/page/ribbon/ribbon.tsx';

/** The smallest Outlook that an add-in can stand in: one item, chosen by the test. */
declare global {
  interface Window {
    /** Shows an item without its verbs; null: none. Drafts change and save by themselves. */
    openItem: (item: HostedItem | null) => void;
    setLook: (look: 'light' | 'dark') => void;
    /** What the add-in made Outlook do, oldest first. */
    done: (readonly [string, unknown])[];
  }
}

function told(verb: string, detail: unknown): void {
  window.done.push([verb, detail]);
}

const services: OutlookServices = {
  attachment: (itemId, attachmentId) => Promise.resolve(btoa(`${itemId}/${attachmentId}`)),
  openMessage: (id) => told('openMessage', id),
  openAppointment: (id) => told('openAppointment', id),
  newAppointment: (form) => told('newAppointment', form),
  newMessage: (form) => told('newMessage', form),
};

const USER = {
  displayName: 'Anna Berger',
  address: 'anna@berger.example',
  timeZone: 'W. Europe Standard Time',
};

function withVerbs(
  item: HostedItem | null,
  set: (next: (item: HostedItem | null) => HostedItem | null) => void,
): HostedItem | null {
  if (item?.kind !== 'draft') return item;
  const { key } = item;
  const merge = (changes: Partial<HostedDraft>): void => {
    set((before) => (before?.kind === 'draft' && before.key === key ? { ...before, ...changes } : before));
  };
  const save = (): Promise<string> => {
    const id = item.id ?? `saved-${key}`;
    merge({ id });
    return Promise.resolve(id);
  };
  return { ...item, change: merge, save };
}

function Item({ item }: { readonly item: HostedItem | null }) {
  useShownItem(item);
  return (
    <main style={{ flexGrow: 1, minWidth: 0, padding: 12, display: 'grid', gap: 8, alignContent: 'start' }}>
      <Ribbon
        commands={[
          [
            {
              key: 'new',
              label: 'New mail',
              icon: <MailArrowUp20Regular />,
              primary: true,
              onClick: () => told('own', 'new'),
            },
          ],
          [
            {
              key: 'delete',
              label: 'Delete',
              icon: <Delete20Regular />,
              onClick: () => told('own', 'delete'),
            },
            {
              key: 'calendar',
              label: 'Calendar',
              icon: <Calendar20Regular />,
              iconOnly: true,
              onClick: () => told('own', 'calendar'),
            },
          ],
        ]}
      />
      <h1 style={{ fontSize: 20, margin: 0 }}>{item?.subject ?? 'Nothing is open'}</h1>
      <NotificationBar />
      <p style={{ whiteSpace: 'pre-wrap' }}>{item?.text}</p>
    </main>
  );
}

function Outlook({ addIn }: { readonly addIn: AddIn }) {
  const [item, setItem] = useState<HostedItem | null>(null);
  const [look, setLook] = useState<'light' | 'dark'>('light');
  const show = useCallback((next: HostedItem | null) => {
    setItem(next);
  }, []);
  useEffect(() => {
    window.openItem = show;
    window.setLook = setLook;
  }, [show]);
  const shown = useMemo(() => withVerbs(item, setItem), [item]);
  return (
    <FluentProvider theme={look === 'dark' ? webDarkTheme : webLightTheme}>
      <AddInProvider
        addIn={addIn}
        user={USER}
        language={document.documentElement.lang}
        look={look}
        services={services}
      >
        <div style={{ display: 'flex', height: '100vh' }}>
          <Item item={shown} />
          <PaneFrame />
        </div>
      </AddInProvider>
    </FluentProvider>
  );
}

window.done = [];
const addIn = await loadAddIn();
document.documentElement.lang = new URLSearchParams(window.location.search).get('language') ?? 'en-GB';
createRoot(document.body.appendChild(document.createElement('div'))).render(<Outlook addIn={addIn} />);
