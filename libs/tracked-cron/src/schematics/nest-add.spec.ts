import { Tree } from '@angular-devkit/schematics';
import { nestAdd, type NestAddOptions } from './nest-add.js';

const MAIN = `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`;

const MODULE = `import { Module } from '@nestjs/common';
import { AppController } from './app.controller';

@Module({
  imports: [],
  controllers: [AppController],
})
export class AppModule {}
`;

const SCHEDULING = `import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';

@Module({
  imports: [
    ScheduleModule.forRoot(),
  ],
})
export class AppModule {}
`;

function treeOf(files: Record<string, string>) {
  const tree = Tree.empty();
  for (const [path, text] of Object.entries(files)) tree.create(path, text);
  return tree;
}

function add(tree: ReturnType<typeof treeOf>, options: NestAddOptions = {}): string[] {
  const said: string[] = [];
  nestAdd(tree, options, process.cwd(), (text) => said.push(text));
  return said;
}

describe('nest add nestjs-tracked-cron', () => {
  it('imports the module, enables shutdown hooks, and ignores the folder of the database', () => {
    const tree = treeOf({
      '/src/main.ts': MAIN,
      '/src/app.module.ts': MODULE,
      '/.gitignore': 'node_modules',
      '/package.json': '{ "dependencies": { "typeorm": "1" } }',
    });
    const said = add(tree);
    expect(tree.readText('/src/app.module.ts')).toBe(
      MODULE.replace(
        "import { AppController } from './app.controller';",
        "import { AppController } from './app.controller';\nimport { TrackedCronModule } from 'nestjs-tracked-cron';",
      ).replace('imports: []', 'imports: [TrackedCronModule.forRoot()]'),
    );
    expect(tree.readText('/src/main.ts')).toBe(
      MAIN.replace(
        'create(AppModule);',
        'create(AppModule);\n  app.enableShutdownHooks(); // jobs in flight may finish',
      ),
    );
    expect(tree.readText('/.gitignore')).toBe('node_modules\n.tracked-cron/\n');
    expect(said.join('\n')).not.toMatch('npm install typeorm');
  });

  it('only observes where the application has a scheduler of its own', () => {
    const tree = treeOf({ '/src/main.ts': MAIN, '/src/app.module.ts': SCHEDULING });
    const said = add(tree);
    expect(tree.readText('/src/app.module.ts')).toMatch(
      "    ScheduleModule.forRoot(),\n    TrackedCronModule.forRoot({ mode: 'observe' }),\n",
    );
    expect(said).toContain(
      "AppModule (src/app.module.ts) imports TrackedCronModule.forRoot({ mode: 'observe' }).",
    );
    expect(said).toContain('It needs one more package: npm install typeorm.');
  });

  it('takes the mode that was chosen', () => {
    const tree = treeOf({ '/src/app.module.ts': SCHEDULING });
    add(tree, { mode: 'run' });
    expect(tree.readText('/src/app.module.ts')).toMatch('    TrackedCronModule.forRoot(),\n');
  });

  it('works where the sources of a project lie', () => {
    const tree = treeOf({
      '/apps/shop/src/main.ts': MAIN,
      '/apps/shop/src/app.module.ts': MODULE,
      '/apps/mail/src/main.ts': MAIN,
      '/apps/mail/src/app.module.ts': MODULE,
    });
    add(tree, { sourceRoot: 'apps/shop/src' });
    expect(tree.readText('/apps/shop/src/app.module.ts')).toMatch('TrackedCronModule.forRoot()');
    expect(tree.readText('/apps/mail/src/app.module.ts')).toBe(MODULE);
  });

  it('changes nothing the second time', () => {
    const tree = treeOf({ '/src/main.ts': MAIN, '/src/app.module.ts': SCHEDULING });
    add(tree);
    const paths = ['/src/main.ts', '/src/app.module.ts', '/.gitignore'];
    const first = paths.map((path) => tree.readText(path));
    expect(add(tree)).toContain('TrackedCronModule is imported already.');
    expect(paths.map((path) => tree.readText(path))).toEqual(first);
  });

  it('says what to do where it finds no root module', () => {
    const tree = treeOf({ '/src/main.ts': "import { start } from './start';\nstart();\n" });
    expect(add(tree)).toContain(
      'Which module is the root is not told by these sources: add TrackedCronModule.forRoot() to its imports.',
    );
  });
});
