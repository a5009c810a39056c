import type { AlertAbout, AlertField, AlertLink, AlertMessage } from '../alerts/alert-message.js';
import { oneLine, plainText } from './neutral-text.js';

/**
 * A message whose texts show what they hold and nothing else, whoever wrote it: see {@link plainText}. What every channel begins
 * with; what its own markup asks for comes after it.
 */
export function plainMessage(message: AlertMessage): AlertMessage {
  const { word, severity, at, about } = message;
  return {
    word,
    severity,
    at,
    ...(about && { about: plainAbout(about) }),
    subject: oneLine(message.subject),
    environment: oneLine(message.environment),
    application: oneLine(message.application),
    title: oneLine(message.title),
    sentence: plainText(message.sentence),
    fields: message.fields.map(plainField),
    advice: message.advice.map(plainField),
    logTail: message.logTail === null ? null : plainText(message.logTail),
    links: message.links.map(plainLink),
    lines: message.lines.map(oneLine),
  };
}

function plainAbout(about: AlertAbout): AlertAbout {
  const name = (text: string | null) => (text === null ? null : oneLine(text));
  const { jobName, group, owner, tags, errorClass, cause, host } = about;
  return {
    ...about,
    jobName: name(jobName),
    group: name(group),
    owner: name(owner),
    tags: tags.map(oneLine),
    errorClass: name(errorClass),
    cause: name(cause),
    host: name(host),
  };
}

function plainField({ name, text, short }: AlertField): AlertField {
  return { name: oneLine(name), text: oneLine(text), short };
}

/** Other addresses than those of pages do something where they are clicked. */
function plainLink({ kind, text, url }: AlertLink): AlertLink {
  const isPage = url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return { kind, text: oneLine(text) || kind, url: isPage ? new URL(url).href : null };
}
