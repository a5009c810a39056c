import { Describe } from './describe.decorator.js';
import { count, fields, instant, items, list, nullable, object, oneOf, optional, text } from './schema.js';

interface Run {
  readonly id: string;
  readonly at: Date | null;
  readonly status: 'good' | 'bad';
  readonly tries?: number;
}

const status = oneOf(['good', 'bad']);
const run = object<Run>('Run', { id: text, at: nullable(instant), status, tries: optional(count) });

describe('schemas of answers', () => {
  it('say what is in the type, and what may be left out', () => {
    expect(items(run).json).toEqual({
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            title: 'Run',
            type: 'object',
            properties: {
              id: { type: 'string' },
              at: { type: ['string', 'null'], format: 'date-time' },
              status: { type: 'string', enum: ['good', 'bad'] },
              tries: { type: 'integer', minimum: 0 },
            },
            required: ['id', 'at', 'status'],
            additionalProperties: false,
          },
        },
      },
      required: ['items'],
      additionalProperties: false,
    });
    expect(nullable(status).json).toEqual({ anyOf: [status.json, { type: 'null' }] });
  });

  // the compiler is the test: npm run typecheck fails where one of these compiles
  it('do not compile where they differ from the type', () => {
    const { tries, ...three } = { id: text, at: nullable(instant), status, tries: optional(count) };
    // @ts-expect-error a field is missing
    fields<Run>(three);
    // @ts-expect-error a field is too many
    fields<Run>({ ...three, tries, more: text });
    // @ts-expect-error it can be null
    fields<Run>({ ...three, tries, at: instant });
    // @ts-expect-error a word is missing
    fields<Run>({ ...three, tries, status: oneOf(['good']) });
    // @ts-expect-error a word is too many
    fields<Run>({ ...three, tries, status: oneOf(['good', 'bad', 'x']) });
    // @ts-expect-error it can be left out
    fields<Run>({ ...three, tries: count });

    class Routes {
      // @ts-expect-error the handler answers with something else
      @Describe({ summary: 'Runs', answer: list(run) })
      async one(): Promise<Run> {
        return { id: '1', at: null, status: 'good' };
      }
    }
    expect(Routes).toBeDefined();
  });
});
