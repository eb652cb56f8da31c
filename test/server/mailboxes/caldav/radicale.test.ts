import { describeMailbox } from '../../../contracts/mailbox-contract.ts';
import { describeWith } from '../../../requirements.ts';
import { startRadicale } from '../../../support/radicale.ts';
import { caldavHarness } from './harness.ts';

describeWith(['radicale'], 'CalDAV on Radicale', () => {
  describeMailbox(caldavHarness('Radicale', startRadicale, `http://radicale.org/ns/sync/${'0'.repeat(64)}`));
});
