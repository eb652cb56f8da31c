import type { AppointmentChanges, HostedDraft } from '../item.ts';
import { peopleFrom, wirePerson } from '../people.ts';
import { CODES, failure, success } from '../reply.ts';
import { plainText } from '../plain-text.ts';
import { textOf } from './method.ts';
import type { Host, Method, Methods, Params } from './method.ts';

/** HostCoercionType. */
const TEXT = 0;
/** TimeType. */
const START = 1;
/** RecipientFields; 2 would be Bcc, which meetings don't have. */
const FIELDS = ['required', 'optional'] as const;
const SENSITIVITIES = ['normal', 'personal', 'private', 'confidential'] as const;
/** What getSessionData keeps, in characters. */
const LONGEST_SESSION_DATA = 50_000;

type DraftMethod = (draft: HostedDraft, params: Params, host: Host) => ReturnType<Method>;

function onDraft(method: DraftMethod): Method {
  return (params, host) => {
    const item = host.item();
    return item?.kind === 'draft' ? method(item, params, host) : failure(CODES.notForThisItem);
  };
}

function changed(draft: HostedDraft, changes: Partial<AppointmentChanges>): ReturnType<Method> {
  draft.change(changes);
  return success();
}

function fieldOf({ recipientField }: Params): (typeof FIELDS)[number] | undefined {
  return typeof recipientField === 'number' ? FIELDS[recipientField] : undefined;
}

/** The fields of an appointment that is being written. */
export const drafting: Methods = {
  // recipients.getAsync
  15: onDraft((draft, params, { user }) => {
    const field = fieldOf(params);
    if (field === undefined) return failure(CODES.notForThisItem);
    return success(draft[field].map((one) => wirePerson(one, user.address)));
  }),
  // recipients.setAsync
  21: onDraft((draft, params) => {
    const field = fieldOf(params);
    if (field === undefined) return failure(CODES.notForThisItem);
    return changed(draft, { [field]: peopleFrom(params['recipientArray']) });
  }),
  // recipients.addAsync
  22: onDraft((draft, params) => {
    const field = fieldOf(params);
    if (field === undefined) return failure(CODES.notForThisItem);
    return changed(draft, { [field]: [...draft[field], ...peopleFrom(params['recipientArray'])] });
  }),
  // organizer.getAsync
  107: onDraft((draft, _params, { user }) =>
    success(wirePerson({ response: 'organizer', ...draft.organizer }, user.address)),
  ),
  // subject
  18: onDraft((draft) => success(draft.subject)),
  17: onDraft((draft, { subject }) => changed(draft, { subject: textOf(subject) })),
  // start and end
  24: onDraft((draft, { TimeProperty }) => success(TimeProperty === START ? draft.start : draft.end)),
  25: onDraft((draft, { TimeProperty, time }) => setTime(draft, TimeProperty === START, Number(time))),
  // location
  26: onDraft((draft) => success(draft.location)),
  27: onDraft((draft, { location }) => changed(draft, { location: textOf(location) })),
  // enhancedLocation.getAsync: the one location is the person's own words.
  154: onDraft((draft) =>
    success(
      draft.location === ''
        ? []
        : [
            {
              displayName: draft.location,
              emailAddress: null,
              locationIdentifier: { id: draft.location, type: 'custom' },
            },
          ],
    ),
  ),
  // body.setAsync, prependAsync, setSelectedDataAsync (at the beginning: nobody knows where the cursor is)
  38: onDraft((draft, params) => changed(draft, bodyFrom(params))),
  23: onDraft((draft, params) => changed(draft, prepended(draft, bodyFrom(params)))),
  13: onDraft((draft, params) => changed(draft, prepended(draft, bodyFrom(params)))),
  // recurrence.getAsync: a series is not written here.
  103: onDraft(() => success(null)),
  // isAllDayEvent
  169: onDraft((draft) => success(draft.isAllDay)),
  170: onDraft((draft, { isAllDayEvent }) => changed(draft, { isAllDay: isAllDayEvent === true })),
  // sensitivity
  171: onDraft((draft) => success(draft.sensitivity)),
  172: onDraft((draft, { sensitivity }) => {
    const wanted = SENSITIVITIES.find((one) => one === sensitivity);
    return wanted === undefined ? failure(CODES.notSupported) : changed(draft, { sensitivity: wanted });
  }),
  // item.saveAsync
  32: onDraft(async (draft) => {
    try {
      return success(await draft.save());
    } catch {
      return failure(CODES.saveFailed);
    }
  }),
  // item.getItemIdAsync
  164: onDraft((draft) => (draft.id === null ? failure(CODES.itemNotSaved) : success(draft.id))),
  // isClientSignatureEnabledAsync
  175: onDraft(() => success(false)),
  176: onDraft(() => success()),
  // sessionData: set, get, all, clear, remove
  186: onDraft((_draft, { name }, { sessionData }) => {
    const value = sessionData.get(textOf(name));
    return value === undefined ? failure(CODES.keyNotFound) : success(value);
  }),
  185: onDraft((_draft, { name, value }, { sessionData }) => {
    const others = [...sessionData].filter(([key]) => key !== name);
    const length =
      JSON.stringify(Object.fromEntries(others)).length + textOf(name).length + textOf(value).length;
    if (length > LONGEST_SESSION_DATA) return failure(CODES.sessionDataTooLong);
    sessionData.set(textOf(name), textOf(value));
    return success();
  }),
  187: onDraft((_draft, _params, { sessionData }) => success(Object.fromEntries(sessionData))),
  188: onDraft((_draft, _params, { sessionData }) => {
    sessionData.clear();
    return success();
  }),
  189: onDraft((_draft, { name }, { sessionData }) =>
    sessionData.delete(textOf(name)) ? success() : failure(CODES.keyNotFound),
  ),
};

/** Moving the start moves the end with it; an end before the start is refused. */
function setTime(draft: HostedDraft, isStart: boolean, time: number): ReturnType<Method> {
  if (isStart) return changed(draft, { start: time, end: time + (draft.end - draft.start) });
  return time < draft.start ? failure(CODES.invalidEndTime) : changed(draft, { end: time });
}

interface Body {
  readonly html: string;
  readonly text: string;
}

function bodyFrom({ data, coercionType }: Params): Body {
  const given = textOf(data);
  if (coercionType !== TEXT) return { html: given, text: plainText(given) };
  const escaped = given.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { html: escaped.replaceAll(/\r?\n/g, '<br>'), text: given };
}

function prepended(draft: HostedDraft, { html, text }: Body): Body {
  return { html: html + draft.html, text: text === '' ? draft.text : `${text}\n${draft.text}` };
}
