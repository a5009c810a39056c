import { shutdownDoubts } from './shutdown-doubts.js';

describe('whether the process is given the time that its shutdown takes', () => {
  const doubts = (drainTimeout: number, env: Record<string, string> = {}, signalListeners = 2) =>
    shutdownDoubts(drainTimeout, { env, signalListeners });

  it('is not doubted where nobody is known to kill it', () => {
    expect(doubts(60_000)).toEqual([]);
  });

  it('is doubted where nobody listens to the signals', () => {
    expect(doubts(10_000, {}, 0)).toEqual([expect.stringContaining('app.enableShutdownHooks()')]);
  });

  it("is doubted under pm2's default, and where its kill_timeout is shorter than the drain", () => {
    expect(doubts(10_000, { pm_id: '0' })).toEqual([
      'pm2 kills this process 1.6 s after it has asked it to stop, but executions in flight are waited for up to 10 s ' +
        '(drainTimeout). Write kill_timeout: 20000 in the ecosystem file.',
    ]);
    expect(doubts(10_000, { pm_id: '3', kill_timeout: '5000' })).toHaveLength(1);
    expect(doubts(10_000, { pm_id: '3', kill_timeout: '20000' })).toEqual([]);
    expect(doubts(1_000, { pm_id: '0' })).toEqual([]);
  });

  it('is doubted in Kubernetes only when the drain alone takes what Kubernetes gives', () => {
    const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
    expect(doubts(25_000, env)).toEqual([]);
    expect(doubts(60_000, env)).toEqual([
      expect.stringContaining('terminationGracePeriodSeconds: 70 or more'),
    ]);
  });
});
