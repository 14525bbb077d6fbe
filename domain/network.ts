/**
 * Where the functions of a cell run: where the provider puts them, with a way to the internet, or in a network of
 * the cell without any way out but to the services that they call.
 */
export const networks = ['open', 'isolated'] as const;
export type Network = (typeof networks)[number];

/** What the network of a cell stops, and what it leaves possible: the words of the residency statement. */
export const describeNetwork: Readonly<Record<Network, string>> = {
  open: 'Functions of this cell can reach the internet. Their roles can call nothing of the provider outside the region, but the network would not stop code gone wrong from sending data to any other address.',
  isolated:
    'Functions of this cell run in a network without a way to the internet, to other networks or to other regions: they reach the services that they call, in the region, and nothing else. Names that they look up still reach the resolver of the provider, so that a name itself could carry a little data out.',
};
