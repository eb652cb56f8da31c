import type { MessageAddress } from '../../../contract/index.ts';

/** Names alone, for lists: 'Ada Byron'. */
export function shortAddress({ name, address }: MessageAddress): string {
  return name === '' ? address : name;
}
