import { describeMailbox } from '../../../contracts/mailbox-contract.ts';
import { describeWith } from '../../../requirements.ts';
import { startCyrus } from '../../../support/cyrus.ts';
import { caldavHarness } from './harness.ts';

describeWith(['cyrus'], 'CalDAV on Cyrus', () => {
  describeMailbox(caldavHarness('Cyrus', startCyrus, 'http://cyrusimap.org/ns/sync/1-1'));
});
