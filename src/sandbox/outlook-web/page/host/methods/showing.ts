import type { HostedPerson } from '../item.ts';
import { peopleFrom } from '../people.ts';
import { CODES, failure, success } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { textOf } from './method.ts';
import type { Method, Methods } from './method.ts';

/** Opens what an add-in wants open, if these pages can. */
function opened<T>(open: ((what: T) => void) | undefined, what: T): Reply {
  if (open === undefined) return failure(CODES.notSupported);
  open(what);
  return success();
}

const openMessage: Method = ({ itemId }, host) => opened(host.services().openMessage, textOf(itemId));

const openAppointment: Method = ({ itemId }, host) => opened(host.services().openAppointment, textOf(itemId));

const newAppointment: Method = (params, host) =>
  opened(host.services().newAppointment, {
    subject: textOf(params['subject']),
    text: textOf(params['body']),
    location: textOf(params['location']),
    start: momentOf(params['start']),
    end: momentOf(params['end']),
    required: peopleFrom(params['requiredAttendees']),
    optional: peopleFrom(params['optionalAttendees']),
  });

const newMessage: Method = (params, host) =>
  opened(host.services().newMessage, {
    kind: 'new',
    subject: textOf(params['subject']),
    html: textOf(params['htmlBody']),
    to: peopleFrom(params['toRecipients']),
    cc: peopleFrom(params['ccRecipients']),
    bcc: peopleFrom(params['bccRecipients']),
  });

function reply(kind: 'reply' | 'reply-all'): Method {
  return (params, host) => {
    const item = host.item();
    if (item === null || item.kind === 'draft') return failure(CODES.notForThisItem);
    const sender: HostedPerson = item.kind === 'message' ? item.from : item.organizer;
    const others = item.kind === 'message' ? item.to : item.required;
    const copies = item.kind === 'message' ? item.cc : item.optional;
    const notMe = (all: readonly HostedPerson[]): readonly HostedPerson[] =>
      all.filter(({ address }) => address.toLowerCase() !== host.user.address.toLowerCase());
    return opened(host.services().newMessage, {
      kind,
      subject: /^(re|aw):/i.test(item.subject) ? item.subject : `Re: ${item.subject}`,
      html: textOf(params['htmlBody']),
      to: kind === 'reply' ? [sender] : [sender, ...notMe(others)],
      cc: kind === 'reply' ? [] : notMe(copies),
      bcc: [],
    });
  };
}

function momentOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** Methods that open something in Outlook: with a callback, and without (the older ones). */
export const showing: Methods = {
  7: newAppointment,
  177: newAppointment,
  8: openMessage,
  179: openMessage,
  9: openAppointment,
  180: openAppointment,
  44: newMessage,
  178: newMessage,
  10: reply('reply'),
  30: reply('reply'),
  181: reply('reply'),
  183: reply('reply'),
  11: reply('reply-all'),
  31: reply('reply-all'),
  182: reply('reply-all'),
  184: reply('reply-all'),
  // navigateToModuleAsync
  45: ({ module }, host) => opened(host.services().showModule, textOf(module)),
};
