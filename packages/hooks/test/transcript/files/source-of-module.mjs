import { registerHooks } from 'node:module';

// Lets a child process run the sources: an import of `x.js` is one of `x.ts`.
registerHooks({
  resolve(specifier, context, next) {
    const isOwn = specifier.startsWith('.') && context.parentURL?.endsWith('.ts') === true;
    return next(isOwn ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
