import { Fold } from '../fold.js';
import type { ChartSeries } from './chart-options.js';

interface ChartTableProps {
  readonly label: string;
  /** How many instants there are. */
  readonly count: number;
  readonly timeOf: (index: number) => string;
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
}

/** The values of a chart for who can't see it, or wants them exactly. */
export function ChartTable(props: ChartTableProps) {
  return (
    <Fold summary="As a table" className="chart-table">
      <Values {...props} />
    </Fold>
  );
}

function Values({ label, count, timeOf, series, format }: ChartTableProps) {
  return (
    <div className="table-scroll chart-table-inside" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, index) => (
            <tr key={index}>
              <th scope="row" className="numbers">
                {timeOf(index)}
              </th>
              {series.map(({ name, values }) => (
                <td key={name} className="number">
                  {values[index] == null ? '–' : format(values[index])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
