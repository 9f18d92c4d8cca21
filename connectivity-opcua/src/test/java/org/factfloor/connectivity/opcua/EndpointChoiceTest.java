package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Connection.Security;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A password never travels where somebody on the way can read it. */
class EndpointChoiceTest {

    static Stream<String> policiesThatHideNothing() {
        return Stream.of("", SecurityPolicy.None.getUri(), SecurityPolicy.Basic128Rsa15.getUri());
    }

    @ParameterizedTest
    @MethodSource("policiesThatHideNothing")
    void refusesToSendAPasswordThatNothingHides(String policy) {
        ConnectionFault fault = catchThrowableOfType(ConnectionFault.class,
                () -> choose(Security.NONE, plain(user(policy))));

        assertThat(fault.kind()).isEqualTo(Kind.SECURITY_NOT_OFFERED);
        assertThat(fault.getMessage()).contains("unencrypted", "basic256sha256");
        assertThat(fault.details()).containsEntry("offered", "None None");
    }

    @Test
    void sendsAPasswordEncryptedWhereTheServerOffersBothWays() throws Exception {
        UserTokenPolicy clear = user(SecurityPolicy.None.getUri());
        UserTokenPolicy encrypted = user(SecurityPolicy.Basic256Sha256.getUri());

        assertThat(choose(Security.NONE, plain(clear, encrypted)).getUserIdentityTokens())
                .containsExactly(clear, encrypted);
        assertThat(EndpointChoice.strongest(List.of(clear, encrypted))).isSameAs(encrypted);
    }

    @Test
    void leavesThePasswordToAChannelThatEncryptsEverything() throws Exception {
        EndpointDescription secure = endpoint(MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Basic256Sha256,
                user(null));

        assertThat(choose(Security.BASIC256SHA256, secure)).isSameAs(secure);
    }

    private static EndpointDescription choose(Security security, EndpointDescription offered) throws ConnectionFault {
        Connection connection = Sources.connection("opc.tcp://x", security, Optional.of("factfloor"));
        return EndpointChoice.choose(List.of(offered), connection, new Faults(connection));
    }

    private static EndpointDescription plain(UserTokenPolicy... tokens) {
        return endpoint(MessageSecurityMode.None, SecurityPolicy.None, tokens);
    }

    private static EndpointDescription endpoint(MessageSecurityMode mode, SecurityPolicy policy,
            UserTokenPolicy... tokens) {
        return new EndpointDescription("opc.tcp://x", null, ByteString.NULL_VALUE, mode, policy.getUri(), tokens, null,
                ubyte(0));
    }

    private static UserTokenPolicy user(@Nullable String policy) {
        return new UserTokenPolicy("user", UserTokenType.UserName, null, null, policy);
    }
}
