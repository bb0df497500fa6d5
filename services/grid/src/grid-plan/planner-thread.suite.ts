import { registerHooks } from 'node:module';

/** The planner's thread from source: what a source imports as `.js` is the source that it will be built from. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(context.parentURL?.endsWith('.ts') ? specifier.replace(/\.js$/, '.ts') : specifier, context),
});
await import('./planner-thread.js');
