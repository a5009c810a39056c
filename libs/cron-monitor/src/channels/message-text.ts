import type { AlertField, AlertLink, AlertMessage } from '../alerts/alert-message.js';

/** A message as plain text, a fact a line: for logs, mails, descriptions. Nothing is escaped. */
export function messageText(message: AlertMessage): string {
  return [message.title, ...messageBody(message)].join('\n');
}

/** The same without its title, line by line. */
export function messageBody({ sentence, lines, fields, advice, links, logTail }: AlertMessage): string[] {
  return [
    sentence,
    ...lines.map((line) => `- ${line}`),
    ...fields.map(fieldText),
    ...advice.map(fieldText),
    ...links.flatMap(linkText),
    ...(logTail === null ? [] : ['Log:', ...logTail.split('\n').map((line) => `  ${line}`)]),
  ].filter((line) => line !== '');
}

/** The links that lead somewhere. */
export function openLinks(links: readonly AlertLink[]): (AlertLink & { readonly url: string })[] {
  return links.filter((link): link is AlertLink & { readonly url: string } => link.url !== null);
}

function fieldText({ name, text }: AlertField): string {
  return `${name}: ${text}`;
}

/** What can only be done with a link is left out where there is none. */
function linkText({ text, url }: AlertLink): string[] {
  return url === null ? [] : [`${text}: ${url}`];
}
