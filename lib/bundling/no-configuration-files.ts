/**
 * Stands in for the part of the SDK that looks for settings in `~/.aws/config` and `~/.aws/credentials`: there are
 * none in AWS Lambda, and a function takes no orders from files. What the environment does not set has the SDK's
 * default: an error with `tryNextLink` passes the question on.
 */
const nowhere = Object.assign(new Error('Functions read no configuration files.'), { tryNextLink: true });

export const fromSharedConfigFiles = () => async (): Promise<never> => {
  throw nowhere;
};
