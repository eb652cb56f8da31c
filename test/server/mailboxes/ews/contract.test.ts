import { describeMailbox } from '../../../contracts/mailbox-contract.ts';
import { ewsHarness } from './harness.ts';

describeMailbox(ewsHarness);
