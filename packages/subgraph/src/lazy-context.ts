/** How each part of a request's context is made, from what is known of the request and from the other parts. */
export type Makers<Known, Parts> = { readonly [part in keyof Parts]: (context: Known & Parts) => Parts[part] };

/**
 * Makes the contexts of requests. A part is made when it is first asked for, and then kept for the request: most requests need few
 * of the loaders and use cases of a service.
 */
export function lazyContext<Known extends object, Parts extends object>(
  makers: Makers<Known, Parts>,
): (known: Known) => Known & Parts {
  const parts = {};
  for (const part of Object.keys(makers) as (keyof Parts)[]) {
    Object.defineProperty(parts, part, {
      get(this: Known & Parts) {
        const value = makers[part](this);
        Object.defineProperty(this, part, { value });
        return value;
      },
    });
  }
  return (known) => Object.assign(Object.create(parts) as Parts, known);
}
