import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** An answer of the application, as far as the check looks at it. */
export interface CheckedAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: object }>> }>
  >;
}

/** Checks answers against the API's published description, by a validator that isn't the server's. */
export function answerChecker(document: object) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // The one export of a CommonJS module.
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'api');
  const { paths } = document as Document;
  return (method: string, path: string, answer: CheckedAnswer): void => {
    const template = templateOf(Object.keys(paths), path);
    if (template === null) {
      unknownPath(path, answer);
      return;
    }
    const operation = paths[template]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`${method} ${template} is not described`);
    const key = responseKey(operation, answer.statusCode);
    const response = operation.responses[key];
    if (response === undefined)
      throw new Error(`${method} ${template}: ${answer.statusCode} is not described`);
    if (answer.body === '') return;
    const type = String(answer.headers['content-type']).split(';')[0] ?? '';
    if (response.content?.[type] === undefined)
      throw new Error(`${method} ${template}: ${key} ${type} is not described`);
    const pointer = ['paths', template, method.toLowerCase(), 'responses', key, 'content', type, 'schema'];
    const validate = ajv.getSchema(`api#/${pointer.map(escaped).join('/')}`);
    if (validate === undefined) throw new Error(`no schema at ${pointer.join(' ')}`);
    if (validate(JSON.parse(answer.body)) !== true) {
      throw new Error(`${method} ${template} ${key}: ${ajv.errorsText(validate.errors)}\n${answer.body}`);
    }
  };
}

function unknownPath(path: string, answer: CheckedAnswer): void {
  if (answer.statusCode !== 404)
    throw new Error(`${path} is not described, yet answers ${answer.statusCode}`);
}

/** A template without parameters goes before one with them. */
function templateOf(templates: readonly string[], path: string): string | null {
  const parts = (path.split('?')[0] ?? '').split('/');
  const fits = (template: string) => {
    const pattern = template.split('/');
    return (
      pattern.length === parts.length && pattern.every((part, i) => part.startsWith('{') || part === parts[i])
    );
  };
  const fitting = templates.filter(fits);
  return fitting.find((template) => !template.includes('{')) ?? fitting[0] ?? null;
}

function responseKey(operation: Operation, status: number): string {
  const exact = String(status);
  return exact in operation.responses ? exact : `${exact[0] ?? ''}XX`;
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
