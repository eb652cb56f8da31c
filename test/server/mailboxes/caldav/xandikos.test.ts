import { describeMailbox } from '../../../contracts/mailbox-contract.ts';
import { describeWith } from '../../../requirements.ts';
import { startXandikos } from '../../../support/xandikos.ts';
import { caldavHarness } from './harness.ts';

describeWith(['xandikos'], 'CalDAV on Xandikos', () => {
  describeMailbox(caldavHarness('Xandikos', startXandikos, '0'.repeat(40)));
});
