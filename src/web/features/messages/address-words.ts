import type { MessageAddress } from '../../../contract/index.ts';

/** 'Ada Byron <ada@example.org>', or what there is of it. */
export function addressWords({ name, address }: MessageAddress): string {
  if (name === '' || name === address) return address;
  return address === '' ? name : `${name} <${address}>`;
}

/** Names alone, for lists: 'Ada Byron'. */
export function shortAddress({ name, address }: MessageAddress): string {
  return name === '' ? address : name;
}
