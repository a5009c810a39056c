import { nearest } from '../schedule/spelling.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { EXIT, UsageError, type Command } from './command.js';
import { doctorCommand } from './doctor.command.js';
import { maintainCommand } from './maintain.command.js';
import { migrateCodeCommand } from './migrate-code.command.js';
import { migrateCommand } from './migrate.command.js';
import type { Terminal } from './terminal.js';
import { typesCommand } from './types.command.js';
import { whyCommand } from './why.command.js';

const COMMANDS: readonly Command[] = [
  migrateCodeCommand,
  typesCommand,
  migrateCommand,
  maintainCommand,
  doctorCommand,
  whyCommand,
];

/**
 * Runs `tracked-cron` with its arguments.
 * @param further commands of other libraries
 * @returns the exit code
 */
export async function runCommandLine(
  [name, ...args]: string[],
  terminal: Terminal,
  further: readonly Command[] = [],
): Promise<number> {
  const commands = [...COMMANDS, ...further];
  const overview = overviewOf(commands);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(overview);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    terminal.err(`There is no command "${name}"${suggestion(name, commands)}\n\n${overview}`);
    return EXIT.usage;
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(command.help);
    return EXIT.ok;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n\n${command.help}`);
      return EXIT.usage;
    }
    if (!(error instanceof TrackedCronError)) throw error;
    terminal.err(error.message);
    return EXIT.found;
  }
}

function overviewOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'tracked-cron <command> [options]',
    '',
    ...lines,
    '',
    'tracked-cron <command> --help tells more.',
  ].join('\n');
}

function suggestion(name: string, commands: readonly Command[]): string {
  const meant = nearest(
    name,
    commands.map((command) => command.name),
    4,
  );
  return meant ? `: did you mean "${meant}"?` : '.';
}
