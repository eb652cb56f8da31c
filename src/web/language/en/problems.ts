/** Problems whose sentence in the contract speaks to programs, said to people. */
export const problems = {
  invalid: 'Some of what you entered is not right yet. Please look at the marked fields.',
  'version-changed': 'Someone else changed this in the meantime.',
  'idempotency-key-running': 'It is still being saved. Please wait a moment.',
  'if-match-required': 'This page is out of date. Please load it again.',
};
