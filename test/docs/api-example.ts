/** A call of curl as a page shows it, and the status that the text below it names. */
export interface Example {
  readonly command: string;
  readonly status: number;
}

/** What a call of curl asks for. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Every fenced `sh` block of a page; throws when one is followed by no status. */
export function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)\n```\n\n(.*)$/gm)].map(([, command = '', text = '']) => {
    const status = /^`(\d{3})`/.exec(text)?.[1];
    if (status === undefined) throw new Error(`No status is named below: ${command}`);
    return { command, status: Number(status) };
  });
}

/** Reads a call of curl; variables are filled in where a shell would. Throws for what is no such call. */
export function parseCurl(command: string, variables: ReadonlyMap<string, string>): Call {
  const [program, ...words] = shellWords(command, variables);
  if (program !== 'curl') throw new Error(`Not curl: ${command}`);
  const headers: Record<string, string> = {};
  let [method, url, body]: [string | null, string | null, string | null] = [null, null, null];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const value = (): string => words[(index += 1)] ?? '';
    if (word === '-X') method = value();
    else if (word === '-d') body = value();
    else if (word === '-H') {
      const [name = '', ...rest] = value().split(': ');
      headers[name.toLowerCase()] = rest.join(': ');
    } else if (!word.startsWith('-')) url = word;
    else if (!['-k', '-i', '-N'].includes(word)) throw new Error(`Unknown option ${word}`);
  }
  if (url === null) throw new Error(`No address: ${command}`);
  return { method: method ?? (body === null ? 'GET' : 'POST'), url, headers, body };
}

function shellWords(command: string, variables: ReadonlyMap<string, string>): readonly string[] {
  const filled = (text: string): string =>
    text.replace(/\$(\w+)/g, (_, name: string) => {
      const value = variables.get(name);
      if (value === undefined) throw new Error(`No answer has given ${name} yet`);
      return value;
    });
  const pieces = command.replace(/\\\n/g, ' ').matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g);
  return [...pieces].map(([, single, double, plain]) => single ?? filled(double ?? plain ?? ''));
}
