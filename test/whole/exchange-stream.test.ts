import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/main.ts';
import { until } from '../support/until.ts';
import { startCuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { eventText, startLiveWorld, type LiveWorld } from './live-world.ts';

/** The interval is a day, and nobody says "Synchronise now": whatever arrives was pushed, or looked for after a hint. */
describe('Listening to an Exchange', () => {
  let world: LiveWorld;
  let proxy: CuttingProxy;
  beforeEach(async () => {
    const sandbox = await startSandbox({ users: [] });
    proxy = await startCuttingProxy(sandbox.url);
    world = await startLiveWorld({ sandbox, address: proxy.url });
  }, 60_000);
  afterEach(async () => {
    await world.stop();
    await proxy.stop();
  });

  const asked = (operation: string): number =>
    world.sandbox.requests().filter((request) => request.operation === operation).length;

  /** Until the server listens, and does nothing else: what is hinted at the beginning is over then. */
  const listening = async (): Promise<void> => {
    await until(() => asked('GetStreamingEvents') > 0);
    for (let before = -1, now = 0; before !== now; before = now, now = world.sandbox.requests().length)
      await sleep(1_500);
  };

  it('hears of every change in order of seconds', async () => {
    const ada = await world.person('ada');
    await ada.connect({}, 'ews');
    await until(() => asked('GetStreamingEvents') > 0);
    const times: number[] = [];
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) {
      const began = performance.now();
      ada.calendar.put('1.ics', eventText('heard', title));
      await ada.appointment((one) => one.title === title);
      times.push(Math.round(performance.now() - began));
    }
    // No test of this file says how fast; who wants to know reads it here.
    process.stderr.write(`mailbox to CRM, ms: ${times.join(' ')}\n`);
    expect(await ada.appointments()).toHaveLength(1);
    expect(asked('Subscribe')).toBe(1);
  }, 60_000);

  it('misses nothing that happens while the connection is cut', async () => {
    const bea = await world.person('bea');
    for (const uid of ['bea-stays', 'bea-goes']) bea.calendar.put(`${uid}.ics`, eventText(uid, uid));
    await bea.connect({}, 'ews');
    await listening();
    proxy.cut();
    bea.calendar.put('bea-comes.ics', eventText('bea-comes', 'Made meanwhile'));
    bea.calendar.put('bea-stays.ics', eventText('bea-stays', 'Changed meanwhile'));
    bea.calendar.remove('bea-goes.ics');
    proxy.mend();
    const titles = async () => (await bea.appointments()).map(({ title }) => title).sort();
    await until(async () => (await titles()).join() === 'Changed meanwhile,Made meanwhile');

    // And goes on listening.
    bea.calendar.put('bea-comes.ics', eventText('bea-comes', 'Changed later'));
    await until(async () => (await titles()).join() === 'Changed later,Changed meanwhile');
  }, 60_000);

  it('begins anew when the server has forgotten the subscription', async () => {
    const cem = await world.person('cem');
    await cem.connect({}, 'ews');
    await listening();
    world.sandbox.faults.add({ fault: { kind: 'forget-subscriptions' }, operation: 'GetStreamingEvents' });
    proxy.cut();
    cem.calendar.put('1.ics', eventText('cem-1', 'Unheard'));
    proxy.mend();
    await cem.appointment(({ title }) => title === 'Unheard');
    expect(asked('Subscribe')).toBeGreaterThan(1);
  }, 60_000);

  it('looks by itself where the server does not stream', async () => {
    const { faults } = world.sandbox;
    // Long enough for a change that only looking finds: the first look comes with the refusal, the next a minute later.
    faults.add({ fault: { kind: 'unavailable', retryAfterSeconds: 3 }, operation: 'Subscribe' });
    faults.add({
      fault: {
        kind: 'answer',
        status: 500,
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: REFUSAL,
      },
      operation: 'Subscribe',
      times: Infinity,
    });
    const dora = await world.person('dora');
    await dora.connect({}, 'ews');
    await until(() => asked('Subscribe') === 1);
    dora.calendar.put('1.ics', eventText('dora-1', 'Found by looking'));
    await dora.appointment(({ title }) => title === 'Found by looking');
    expect(asked('Subscribe')).toBe(2);
    expect(asked('GetStreamingEvents')).toBe(0);
  }, 90_000);
});

const REFUSAL = [
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>',
  '<faultcode>s:Client</faultcode><faultstring>Streaming is not offered here.</faultstring><detail>',
  '<e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorInvalidSubscriptionRequest</e:ResponseCode>',
  '</detail></s:Fault></s:Body></s:Envelope>',
].join('');
