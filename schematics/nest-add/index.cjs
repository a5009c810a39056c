'use strict';

const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');

/** `nest add nestjs-tracked-cron`: the schematics' runner requires this file, what it does is built with the command line. */
exports.nestAdd = (options) => async (tree, context) => {
  const root = join(__dirname, '../..');
  const { bin } = require(join(root, 'package.json'));
  const file = join(root, dirname(bin['tracked-cron']), '../../tracked-cron/src/schematics/nest-add.js');
  const { nestAdd } = await import(pathToFileURL(file).href);
  nestAdd(tree, options, process.cwd(), (text) => context.logger.info(text));
};
