import * as contract from '../../../src/contract/index.ts';
import type { Route } from './fake-api.ts';
import { found, page } from './fake-routes.ts';
import { frame, id, type World } from './world.ts';

/** Linked mails: of a record, and one of them. */
export const messageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/(?:companies|persons|opportunities|matters)\/([^/]+)\/messages$/,
    answerSchema: contract.MessagePage,
    handle: (exchange) => {
      const of = exchange.world.messages.filter(({ links }) =>
        links.some((link) => link.id === exchange.params[0]),
      );
      return page(of.map(summary), exchange);
    },
  },
  {
    method: 'GET',
    path: /^\/api\/messages\/([^/]+)$/,
    answerSchema: contract.Message,
    handle: ({ world, params }) => ({ status: 200, body: found(world.messages, params[0]) }),
  },
  {
    method: 'DELETE',
    path: /^\/api\/messages\/([^/]+)\/links\/(\w+)\/([^/]+)$/,
    handle: ({ world, params: [own, recordType, recordId] }) => {
      const mail = found(world.messages, own);
      mail.links = mail.links.filter((link) => link.recordType !== recordType || link.id !== recordId);
      return { status: 204 };
    },
  },
];

function summary(message: contract.Message): contract.MessageSummary {
  const { id: own, url, messageId, subject, from, to, cc, sentAt, receivedAt } = message;
  const { attachmentCount, preview } = message;
  return { id: own, url, messageId, subject, from, to, cc, sentAt, receivedAt, attachmentCount, preview };
}

/** A mail with HTML and attachments, and one that has nothing but a sender; both linked with the first company. */
export function addMessages(world: World): void {
  const [anna] = world.users;
  const [company] = world.companies;
  if (anna === undefined || company === undefined) throw new Error('the story has users and companies');
  const link: contract.ItemLink = {
    recordType: 'company',
    id: company.id,
    title: company.name,
    subtitle: company.city,
    url: `/companies/${company.id}`,
    linkedBy: { id: anna.id, displayName: anna.displayName },
    linkedAt: '2026-11-20T09:30:00.000Z',
    rule: null,
    pending: false,
    removable: true,
  };
  const sofia = { name: 'Sofia Lindqvist', address: 'sofia.lindqvist@nordlicht.example' };
  const empty = {
    ...frame(anna.id),
    messageId: null,
    subject: '',
    from: [sofia],
    to: [],
    cc: [],
    bcc: [],
    inReplyTo: null,
    sentAt: null,
    receivedAt: '2026-11-18T08:00:00.000Z',
    attachmentCount: 0,
    preview: '',
    text: '',
    html: '',
    attachments: [],
    witnesses: [anna.id],
    links: [link],
  };
  const offer = 'Please find our comments on the offer attached. Shall we talk on Thursday?';
  world.messages.push(
    {
      ...empty,
      id: id(),
      messageId: '<offer-1@nordlicht.example>',
      subject: 'Your offer of 12 November',
      to: [{ name: anna.displayName, address: anna.email }],
      bcc: [{ name: '', address: 'archive@berger.example' }],
      sentAt: '2026-11-20T09:12:00.000Z',
      attachmentCount: 1,
      preview: offer,
      text: offer,
      html: `<p>Dear Anna,</p><p>${offer}</p><p style="color:#555555">Sofia</p>`,
      attachments: [
        attachment(0, 'Comments on the offer.pdf', 'application/pdf', 182_311),
        { ...attachment(1, 'logo.png', 'image/png', 2_048), inline: true, contentId: 'logo' },
      ],
      links: [link, { ...link, linkedBy: null, rule: { code: 'suggested-recent', parameters: {} } }],
    },
    { ...empty, id: id() },
  );
}

function attachment(
  index: number,
  name: string,
  mediaType: string,
  size: number,
): contract.MessageAttachment {
  return { index, name, mediaType, size, inline: false, contentId: null };
}
