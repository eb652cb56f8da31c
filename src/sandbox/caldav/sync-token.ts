const PREFIX = 'urn:liaison:sandbox:sync:';

/** The groupware's cursor as a DAV:sync-token, which has to be a URI (RFC 6578, 6.2). */
export function syncTokenOf(cursor: string): string {
  return PREFIX + cursor;
}

/** The cursor in a token; the token itself when it is not one of ours, which no feed will know. */
export function cursorOf(token: string): string {
  return token.startsWith(PREFIX) ? token.slice(PREFIX.length) : token;
}
