// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuserconfiguration-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderIn } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { answerEach } from '../responses.ts';
import { m, messageChild, t, tWith } from '../xml.ts';

/** The settings of Outlook on the web (OWA.UserOptions): a dictionary with the user's time zone. */
export function getUserConfiguration(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const wanted = messageChild(request, 'UserConfigurationName');
  const properties = messageChild(request, 'UserConfigurationProperties')?.text.trim() ?? '';
  return answerEach('GetUserConfiguration', wanted === undefined ? [] : [wanted], (name) => {
    folderIn(context, name);
    const called = name.attributes['Name'] ?? '';
    if (called !== 'OWA.UserOptions') {
      throw new ItemProblem('ErrorItemNotFound', 'The specified object was not found in the store.');
    }
    const dictionary = t('Dictionary', entry('timezone', context.options.timeZone));
    return [
      m(
        'UserConfiguration',
        tWith('UserConfigurationName', { Name: called }, ...name.children),
        ...(/Dictionary|All/.test(properties) ? [dictionary] : []),
      ),
    ];
  });
}

function entry(key: string, value: string): XmlElement {
  const text = (name: string, content: string): XmlElement =>
    t(name, t('Type', 'String'), t('Value', content));
  return t('DictionaryEntry', text('DictionaryKey', key), text('DictionaryValue', value));
}
