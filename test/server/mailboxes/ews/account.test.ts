import { ownAddresses } from '../../../../src/server/mailboxes/ews/account.ts';
import { ewsProvider } from '../../../../src/server/mailboxes/ews/index.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { anEvent, anIntent, found, soon as later } from '../../../contracts/mailbox/events.ts';
import { environment, ewsAt, messages, reply, soon, startExchange, success } from './exchange.ts';
import { GERT, OLGA, openWorld } from './harness.ts';

const entries = (...texts: readonly string[]): string =>
  texts.map((text, index) => `<t:Entry Key="EmailAddress${String(index + 1)}">${text}</t:Entry>`).join('');

/** What a directory says of somebody. */
const person = (address: string, type: string, ...proxies: readonly string[]): string =>
  `<t:Resolution><t:Mailbox><t:Name>Olga</t:Name><t:EmailAddress>${address}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>${type}</t:MailboxType></t:Mailbox><t:Contact><t:DisplayName>Olga</t:DisplayName><t:EmailAddresses>${entries(...proxies)}</t:EmailAddresses></t:Contact></t:Resolution>`;

describe('Whose mailbox it is', () => {
  const addresses = async (typed: string, ...people: readonly string[]): Promise<readonly string[]> => {
    const set = `<m:ResolutionSet TotalItemsInView="1" IncludesLastItemInRange="true">${people.join('')}</m:ResolutionSet>`;
    const server = await startExchange((_asked, response) => {
      reply(response, messages('ResolveNames', success('ResolveNames', set)));
    });
    const ews = ewsAt(server.url);
    try {
      return await ownAddresses(ews, { user: typed, url: 'mail.example.org', address: null }, soon());
    } finally {
      await ews.close();
      await server.close();
    }
  };
  const olga = person(
    'Olga@example.org',
    'Mailbox',
    'SMTP:Olga@example.org',
    'smtp:o.owner@example.org',
    'olga@old.example',
    'SIP:olga@example.org',
    'X500:/o=Example/cn=olga@x',
  );

  it.each(['olga', 'EXAMPLE\\olga', 'o.owner@example.org'])(
    'is told by the directory, aliases included, to %s',
    async (typed) => {
      expect([...(await addresses(typed, olga))].sort()).toEqual([
        'mailto:o.owner@example.org',
        'mailto:olga@example.org',
        'mailto:olga@old.example',
      ]);
      expect((await addresses(typed, olga))[0]).toBe('mailto:olga@example.org');
    },
  );

  it('is not told by people of the same name, nor by somebody’s own contacts', async () => {
    const other = person('olga@elsewhere.example', 'Contact', 'smtp:olga@private.example');
    expect(
      await addresses('olga', person('a.olga@example.org', 'Mailbox', 'smtp:a@x.example'), other),
    ).toEqual(['mailto:a.olga@example.org', 'mailto:a@x.example']);
    expect(
      await addresses(
        'olga',
        person('a.olga@example.org', 'Mailbox'),
        person('b.olga@example.org', 'Mailbox'),
      ),
    ).toEqual([]);
  });
});

describe('Who organises under an alias', () => {
  it('organises: the others are invited, and nobody is there twice', async () => {
    const world = await openWorld();
    const alias = 'mailto:o.owner@contract.example';
    const account = { url: world.sandbox.ewsUrl, user: OLGA.address, password: OLGA.password };
    const { discovered } = await world.other.probe(later());
    const addresses = `${discovered['addresses'] ?? ''} ${alias}`;
    const mailbox = ewsProvider.connect(
      { ...account, discovered: { ...discovered, addresses } },
      environment,
    );
    const participants: NonNullable<Event['participants']> = {
      [alias]: { roles: { owner: true } },
      [`mailto:${GERT.address}`]: { roles: { attendee: true } },
    };
    const people = async (ref: { collection: string; id: string }): Promise<readonly string[]> =>
      Object.keys((await found(mailbox, ref)).item['participants'] ?? {}).sort();
    try {
      const item = anEvent({ participants });
      const request = { collection: world.collection, item, intent: anIntent() };
      const [outcome] = await mailbox.create([request], later());
      if (outcome?.ok !== true) throw new Error('not created', { cause: outcome?.error });
      const both = [`mailto:${GERT.address}`, `mailto:${OLGA.address}`];
      expect(await people(outcome.ref)).toEqual(both);
      const guest = 'mailto:new@elsewhere.example';
      const patch = { participants: { ...participants, [guest]: { roles: { attendee: true } } } };
      const { version } = await found(mailbox, outcome.ref);
      const update = { ref: outcome.ref, patch, item: { ...item, ...patch }, intent: anIntent(version) };
      expect(await mailbox.update([update], later())).toMatchObject([{ ok: true }]);
      expect(await people(outcome.ref)).toEqual([...both, guest].sort());
      expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
    } finally {
      await mailbox.close?.();
      await world.close();
    }
  });
});
