// https://learn.microsoft.com/exchange/client-developer/web-service-reference/convertid-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderTarget, itemTarget } from '../ids.ts';
import { ItemProblem } from '../item-problem.ts';
import { answerEach } from '../responses.ts';
import { messageChild, mWith } from '../xml.ts';

/** Ways to write the same bytes. */
const FORMATS: ReadonlyMap<string, BufferEncoding> = new Map([
  ['EwsId', 'base64'],
  ['EwsLegacyId', 'base64'],
  ['EntryId', 'base64'],
  ['OwaId', 'base64url'],
  ['HexEntryId', 'hex'],
]);

/** Writes ids in another format. */
export function convertId(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const destination = request.attributes['DestinationFormat'] ?? '';
  const sources = messageChild(request, 'SourceIds')?.children ?? [];
  return answerEach('ConvertId', sources, (source) => {
    const { Id: id = '', Format: format = '' } = source.attributes;
    const from = encodingOf(format);
    const to = encodingOf(destination);
    const bytes = Buffer.from(id, from);
    checkKnown(context, bytes.toString('base64'));
    return [
      mWith('AlternateId', {
        'xsi:type': 't:AlternateIdType',
        Format: destination,
        Id: bytes.toString(to),
        // Clients learn the mailbox's address here, whatever they sent.
        Mailbox: context.user.address,
      }),
    ];
  });
}

function encodingOf(format: string): BufferEncoding {
  const encoding = FORMATS.get(format);
  if (encoding !== undefined) return encoding;
  throw new ItemProblem(
    'ErrorUnsupportedTypeForConversion',
    `Ids of the format ${format} cannot be converted.`,
  );
}

/** It has to be the id of an item or a folder, which need not be there any more. */
function checkKnown({ user }: EwsContext, id: string): void {
  try {
    itemTarget(user, id);
  } catch {
    folderTarget(user, id);
  }
}
