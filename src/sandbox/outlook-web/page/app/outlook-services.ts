import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { OutlookServices } from '../host/services.ts';
import { addressOf } from '../parts/face.ts';

/** What add-ins may ask of these pages. */
export function useOutlookServices(): OutlookServices {
  const navigate = useNavigate();
  return useMemo(
    () => ({
      attachment: async (_itemId, attachmentId) => {
        const response = await fetch(addressOf('attachment', { id: attachmentId }));
        if (!response.ok) throw new Error('There is no such attachment.');
        return base64(new Uint8Array(await response.arrayBuffer()));
      },
      openMessage: (itemId) => {
        void navigate(`/mail/inbox?open=${encodeURIComponent(itemId)}`);
      },
      openAppointment: (itemId) => {
        void navigate(`/calendar?open=${encodeURIComponent(itemId)}`);
      },
      newAppointment: (form) => {
        void navigate('/calendar?new=event', { state: { form } });
      },
      showModule: (module) => {
        void navigate(module === 'calendar' ? '/calendar' : '/mail/inbox');
      },
    }),
    [navigate],
  );
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
