import type ICAL from 'ical.js';
import { textOf } from './values.ts';

/** Where makers of online meetings leave the address, and RFC 7986, 5.11. */
const NAMES = [
  'x-microsoft-skypeteamsmeetingurl',
  'x-microsoft-onlinemeetingconflink',
  'x-google-conference',
  'conference',
];

/** The address at which one joins an online meeting, or null. */
export function onlineMeetingUrl(event: ICAL.Component): string | null {
  for (const name of NAMES) {
    const url = textOf(event, name);
    if (url !== null && url !== '') return url;
  }
  return null;
}
