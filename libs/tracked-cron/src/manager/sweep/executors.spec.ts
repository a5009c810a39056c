import { ExecutorsByJob } from './executors.js';
import type { InstanceGlance } from './glance.js';

const at = (minute: number) => Date.UTC(2026, 0, 1, 0, minute);
const job = (options: Record<string, unknown> = {}) => ({ id: 'job', options });

function instance(changed: Partial<InstanceGlance> = {}): InstanceGlance {
  return { labels: [], generationId: 'new', jobs: 1, endedAt: null, ...changed };
}

/** Only the new code has the job. */
function executorsOf(...instances: InstanceGlance[]): ExecutorsByJob {
  return new ExecutorsByJob(instances, (generationId) => generationId === 'new');
}

describe('who can run a job', () => {
  it('is whoever lives, has it in the code and has all its labels', () => {
    const executors = executorsOf(
      instance({ labels: ['eu', 'gpu'] }),
      instance({ labels: ['eu'] }),
      instance({ labels: ['gpu', 'eu'], generationId: 'old' }),
      instance({ labels: ['eu', 'gpu'], endedAt: at(1) }),
    );
    expect(executors.of(job())).toEqual({ alive: 2, goneSince: null, obstacle: '' });
    expect(executors.of(job({ runsOn: ['eu', 'gpu'] }))).toMatchObject({ alive: 1 });
  });

  it('may be one that has not said yet what is in its code', () => {
    expect(executorsOf(instance({ generationId: null })).of(job())).toMatchObject({ alive: 1 });
  });

  it.each<[string, InstanceGlance[], string[], string]>([
    ['nobody is there', [instance({ endedAt: at(1) })], [], 'runs jobs'],
    ['a label is missing', [instance()], ['gpu'], 'has the label gpu'],
    ['labels are missing', [instance({ labels: ['eu'] })], ['eu', 'gpu'], 'has the labels eu, gpu'],
    ['the code lacks it', [instance({ generationId: 'old' })], [], 'has it in its code'],
  ])('is nobody where %s', (_, instances, runsOn, obstacle) => {
    expect(executorsOf(...instances).of(job({ runsOn }))).toMatchObject({ alive: 0, obstacle });
  });

  it('was somebody until the last of them left', () => {
    const executors = executorsOf(
      instance({ endedAt: at(1) }),
      instance({ endedAt: at(3) }),
      instance({ endedAt: at(5), generationId: 'old' }),
    );
    expect(executors.of(job()).goneSince).toEqual(new Date(at(3)));
    expect(executorsOf().of(job()).goneSince).toBeNull();
  });
});
