import { Panel } from '../../parts/panel.js';

const SAMPLE = `import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';

@Injectable()
export class Standings {
  @TrackedCron('*/5 * * * *', { name: 'standings' })
  async update() {
    // what is to be done every five minutes
  }
}`;

/** What to do where there is no job yet. */
export function FirstJob() {
  return (
    <Panel title="Write the first one">
      <p>
        Put <code>@TrackedCron</code> on a method of a provider. When the application starts again the job is
        here, with every slot and what became of it.
      </p>
      <pre className="first-job" tabIndex={0} role="region" aria-label="A job in code">
        {SAMPLE}
      </pre>
      <p className="soft">
        An application that has <code>@Cron</code> methods already needs no change:{' '}
        <code>
          TrackedCronModule.forRoot({'{'} mode: 'observe' {'}'})
        </code>{' '}
        records and watches them as they are.
      </p>
    </Panel>
  );
}
