import {
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { SlotStrip } from '../../parts/slots/slot-strip.js';
import { COLUMN_NAMES } from './column-names.js';
import { Cut, JobDuration, JobHealth, JobLast, JobName, JobNext, Success } from './job-cells.js';
import type { JobLine } from './job-line.js';
import { SORT_VALUES } from './job-sort.js';
import type { JobColumn } from './jobs.search.js';

/** Lines come sorted: their order has to hold still while somebody points at them. */
export const jobFeatures = tableFeatures({ rowSortingFeature, rowSelectionFeature });

const helper = createColumnHelper<typeof jobFeatures, JobLine>();

const column = (id: JobColumn, cell: (line: JobLine) => ReactNode, first: 'lowest' | 'highest' = 'lowest') =>
  helper.accessor(SORT_VALUES[id], {
    id,
    header: COLUMN_NAMES[id],
    cell: ({ row }) => cell(row.original),
    sortDescFirst: first === 'highest',
  });

/** What the screen tells of each job; their widths stand in jobs.css. */
export const jobColumns = helper.columns([
  column('health', (line) => <JobHealth line={line} />),
  column('jobName', (line) => <JobName line={line} />),
  column('group', ({ job }) => <Cut text={job.group} />),
  column('owner', ({ job }) => <Cut text={job.owner} />),
  column('slots', ({ job }) => <SlotStrip slots={job.lastSlots} jobName={job.jobName} />),
  column('day', ({ day }) => <Success of={day} />),
  column('week', ({ week }) => <Success of={week} />),
  column('p95', (line) => <JobDuration line={line} />, 'highest'),
  column('last', (line) => <JobLast line={line} />, 'highest'),
  column('next', (line) => <JobNext line={line} />),
]);
