import type {
  HostedAppointment,
  HostedDraft,
  HostedMessage,
} from '../../../../src/sandbox/outlook-web/page/host/item.ts';
import type { Shown } from './host-world.ts';

const anna = { name: 'Anna Berger', address: 'anna@berger.example' };
const carla = { name: 'Carla Nord', address: 'carla@nord.example' };
const ben = { name: 'Ben Kurz', address: 'ben@berger.example' };

/** A mail from outside, with an attachment. */
export function message(parts: Partial<HostedMessage> = {}): Shown<HostedMessage> {
  return {
    kind: 'message',
    key: 'mail-1',
    id: 'AAMkmail1==',
    conversationId: 'AAQkthread1==',
    internetMessageId: '<one@nord.example>',
    subject: 'Re: WG: Offer for the harbour',
    html: '<p>Dear Anna, <b>here</b> it is.</p>',
    text: 'Dear Anna, here it is.',
    from: carla,
    to: [anna, { ...ben, response: 'accepted' }],
    cc: [carla],
    createdAt: Date.UTC(2026, 2, 2, 8),
    modifiedAt: Date.UTC(2026, 2, 2, 9),
    internetHeaders: 'From: Carla Nord <carla@nord.example>\r\nX-Test: yes\r\n',
    attachments: [
      { id: 'att-1', name: 'offer.pdf', contentType: 'application/pdf', size: 1234, isInline: false },
    ],
    ...parts,
  };
}

/** A meeting that Carla organises. */
export function appointment(parts: Partial<HostedAppointment> = {}): Shown<HostedAppointment> {
  return {
    kind: 'appointment',
    key: 'meeting-1',
    id: 'AAMkmeeting1==',
    subject: 'Harbour',
    html: '<p>Agenda</p>',
    text: 'Agenda',
    organizer: carla,
    required: [{ ...anna, response: 'tentative' }],
    optional: [ben],
    start: Date.UTC(2026, 2, 10, 9),
    end: Date.UTC(2026, 2, 10, 10),
    location: 'Pier 3',
    createdAt: Date.UTC(2026, 2, 2, 8),
    modifiedAt: Date.UTC(2026, 2, 2, 9),
    attachments: [],
    ...parts,
  };
}

/** A meeting that Anna writes. */
export function draft(parts: Partial<Shown<HostedDraft>> = {}): Shown<HostedDraft> {
  return {
    kind: 'draft',
    key: 'draft-1',
    id: null,
    subject: 'Kick-off',
    html: '<p>Hello</p>',
    text: 'Hello',
    organizer: anna,
    required: [carla],
    optional: [],
    start: Date.UTC(2026, 2, 10, 9),
    end: Date.UTC(2026, 2, 10, 10),
    location: '',
    isAllDay: false,
    sensitivity: 'normal',
    attachments: [],
    ...parts,
  };
}
