/** Converse of Amazon Bedrock, as its provider answers it. */
@NullMarked
package dev.maru.gateway.protocol.bedrock;

import org.jspecify.annotations.NullMarked;
