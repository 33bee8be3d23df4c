/** Amazon Bedrock: signed requests, and streams in a binary form. */
@NullMarked
package dev.maru.gateway.provider.bedrock;

import org.jspecify.annotations.NullMarked;
