import ajv, { type ValidateFunction } from 'ajv';

/*
 * What Slack takes, as its reference for Block Kit says it: written down from there, not from what we send. Nothing else is
 * allowed in a part than what belongs there.
 */
type Schema = Readonly<Record<string, unknown>>;

const text = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });
const part = (
  type: string,
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: ['type', ...Object.keys(required)],
  properties: { type: { const: type }, ...required, ...optional },
});
const some = (items: Schema, minItems: number, maxItems: number): Schema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});
const either = (...schemas: Schema[]): Schema => ({ anyOf: schemas });

const plain = (max: number) => part('plain_text', { text: text(max) }, { emoji: { type: 'boolean' } });
const mrkdwn = (max: number) => part('mrkdwn', { text: text(max) }, { verbatim: { type: 'boolean' } });
const words = (max: number) => either(plain(max), mrkdwn(max));
const address = { type: 'string', pattern: '^https?://', maxLength: 3_000 };

const confirm: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'text', 'confirm', 'deny'],
  properties: {
    title: plain(100),
    text: plain(300),
    confirm: plain(30),
    deny: plain(30),
    style: { enum: ['primary', 'danger'] },
  },
};
const option: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['text', 'value'],
  properties: { text: plain(75), value: text(150), description: plain(75) },
};
const button = part(
  'button',
  { text: plain(75), action_id: text(255) },
  {
    url: address,
    value: text(2_000),
    style: { enum: ['primary', 'danger'] },
    confirm,
    accessibility_label: text(75),
  },
);
const select = part(
  'static_select',
  { action_id: text(255), options: some(option, 1, 100) },
  { placeholder: plain(150), confirm },
);
const image = part('image', { image_url: address, alt_text: text(2_000) }, { title: plain(2_000) });
const block_id = text(255);

const section: Schema = {
  ...part(
    'section',
    {},
    {
      text: words(3_000),
      fields: some(words(2_000), 1, 10),
      accessory: either(button, select, image),
      block_id,
      expand: { type: 'boolean' },
    },
  ),
  anyOf: [{ required: ['text'] }, { required: ['fields'] }],
};
const blocks: Schema = {
  type: 'array',
  maxItems: 50,
  items: {
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: [
      section,
      part('header', { text: plain(150) }, { block_id }),
      part('context', { elements: some(either(plain(3_000), mrkdwn(3_000), image), 1, 10) }, { block_id }),
      part('actions', { elements: some(either(button, select), 1, 25) }, { block_id }),
      part('divider', {}, { block_id }),
      { ...image, properties: { ...(image.properties as object), block_id } },
    ],
  },
};

const compiled: ValidateFunction = new ajv.Ajv({
  allErrors: true,
  discriminator: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(blocks);

/** What Slack would say against blocks, as its `response_metadata.messages` do; none: it takes them. */
export function blockErrors(given: unknown): string[] {
  const errors = compiled(given)
    ? []
    : compiled.errors!.map(
        ({ instancePath, message }) => `[ERROR] ${message} [json-pointer:/blocks${instancePath}]`,
      );
  return [...errors, ...repeatedIds(given)];
}

/** Ids are there to tell blocks and elements apart. */
function repeatedIds(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  const blocks = given as { block_id?: string; elements?: { action_id?: string }[] }[];
  const lists = [
    blocks.map(({ block_id }) => block_id),
    ...blocks.map(({ elements = [] }) => elements.map(({ action_id }) => action_id)),
  ];
  return lists.flatMap((ids) => {
    const known = ids.filter((id) => id !== undefined);
    return new Set(known).size === known.length ? [] : ['[ERROR] an id is used twice'];
  });
}
