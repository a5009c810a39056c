import type { SlackBlock } from './slack-block.js';

const MOST_BLOCKS = 50;
const MOST_JSON = 12_000;
/** Texts by where they stand: `header.text`. Those that are not named may have 3,000 characters. */
const MOST_CHARACTERS: Readonly<Record<string, number>> = {
  'header.text': 150,
  'section.fields': 2_000,
  'button.text': 75,
  'options.text': 75,
  'options.description': 75,
  'confirm.title': 100,
  'confirm.text': 300,
  'confirm.confirm': 30,
  'confirm.deny': 30,
};
const MOST_VALUES: Readonly<Record<string, number>> = {
  url: 3_000,
  image_url: 3_000,
  alt_text: 2_000,
  value: 2_000,
  'options.value': 150,
  block_id: 255,
  action_id: 255,
};
const MOST_ITEMS: Readonly<Record<string, number>> = {
  'section.fields': 10,
  'context.elements': 10,
  'actions.elements': 25,
  'static_select.options': 100,
  'overflow.options': 5,
};

type Part = Readonly<Record<string, unknown>>;

/** What Slack would refuse of blocks, in words, so far as it is a matter of size; null for nothing. */
export function beyondSlackLimits(blocks: unknown): string | null {
  if (!Array.isArray(blocks)) return 'they are no list';
  if (blocks.length === 0) return 'there are none';
  if (blocks.length > MOST_BLOCKS) return `there are ${blocks.length}, and Slack takes ${MOST_BLOCKS}`;
  for (const [index, block] of (blocks as SlackBlock[]).entries()) {
    const problem =
      isPart(block) && typeof block.type === 'string' ? within(block, block.type) : 'it has no type';
    if (problem !== null) return `block ${index + 1}: ${problem}`;
  }
  const { length } = JSON.stringify(blocks);
  return length <= MOST_JSON
    ? null
    : `they come to ${length} characters of JSON, and Slack takes some ${MOST_JSON}`;
}

/** @param where the type of what it is part of */
function within(part: Part, where: string): string | null {
  for (const [key, value] of Object.entries(part)) {
    const place = `${where}.${key}`;
    const problem = Array.isArray(value) ? ofList(value, key, place) : ofValue(value, key, place);
    if (problem !== null) return problem;
  }
  return null;
}

function ofList(items: readonly unknown[], key: string, place: string): string | null {
  const most = MOST_ITEMS[place] ?? Infinity;
  if (items.length > most) return `${place} has ${items.length} entries, and Slack takes ${most}`;
  for (const item of items) {
    const problem = ofValue(item, key, place);
    if (problem !== null) return problem;
  }
  return null;
}

function ofValue(value: unknown, key: string, place: string): string | null {
  if (typeof value === 'string') {
    const most = MOST_VALUES[place] ?? MOST_VALUES[key] ?? Infinity;
    return value.length <= most ? null : `${place} has ${value.length} characters, and Slack takes ${most}`;
  }
  if (!isPart(value)) return null;
  if (value.type !== 'plain_text' && value.type !== 'mrkdwn') {
    return within(value, typeof value.type === 'string' ? value.type : key);
  }
  const { length } = String(value.text ?? '');
  const most = MOST_CHARACTERS[place] ?? 3_000;
  if (length === 0) return `${place} is empty`;
  return length <= most ? null : `${place} has ${length} characters, and Slack takes ${most}`;
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
