package org.factfloor.connectivity.opcua;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.plant.Connection;
import org.jspecify.annotations.Nullable;

/** Picks, of what a server offers, what the plant model asks for; never anything weaker. */
final class EndpointChoice {

    private static final String BINARY = "opc.tcp://";

    private EndpointChoice() {}

    /**
     * The endpoint of the security asked for that takes the user asked for.
     *
     * @throws ConnectionFault if there is none
     */
    static EndpointDescription choose(List<EndpointDescription> offered, Connection connection, Faults faults)
            throws ConnectionFault {
        List<EndpointDescription> secure = offered.stream().filter(endpoint -> matches(endpoint, connection.security()))
                .toList();
        if (secure.isEmpty()) {
            String what = describe(offered);
            throw faults.of(Kind.SECURITY_NOT_OFFERED, connection.endpoint() + " does not offer the security "
                    + connection.security() + ", only " + what + "; choose one of these or switch it on at the machine",
                    Map.of("offered", what));
        }
        UserTokenType token = connection.user().isPresent() ? UserTokenType.UserName : UserTokenType.Anonymous;
        List<EndpointDescription> fitting = secure.stream()
                .filter(endpoint -> policies(endpoint).anyMatch(policy -> policy.getTokenType() == token)).toList();
        if (fitting.isEmpty()) {
            throw faults.of(Kind.BAD_CREDENTIALS,
                    connection.endpoint() + (token == UserTokenType.Anonymous
                            ? " wants a user and password; enter them"
                            : " takes no user and password; leave the user empty"),
                    Map.of());
        }
        return fitting.stream().filter(endpoint -> token == UserTokenType.Anonymous || keepsPasswordSecret(endpoint))
                .max(Comparator.comparing(EndpointDescription::getSecurityLevel))
                .orElseThrow(() -> passwordInTheClear(offered, connection, faults));
    }

    private static ConnectionFault passwordInTheClear(List<EndpointDescription> offered, Connection connection,
            Faults faults) {
        return faults.of(Kind.SECURITY_NOT_OFFERED, connection.endpoint()
                + " would take the password unencrypted, so it was not sent; choose the security basic256sha256,"
                + " switch on encrypted passwords at the machine, or leave the user empty",
                Map.of("offered", describe(offered)));
    }

    /** Whether nobody on the way can read a password: the channel is encrypted, or the password itself. */
    private static boolean keepsPasswordSecret(EndpointDescription endpoint) {
        return endpoint.getSecurityMode() == MessageSecurityMode.SignAndEncrypt
                || policies(endpoint).anyMatch(policy -> policy.getTokenType() == UserTokenType.UserName
                        && encrypts(policy.getSecurityPolicyUri()));
    }

    /** Of several ways to send a password, the one that encrypts it; {@link #choose} saw to it that there is one. */
    static UserTokenPolicy strongest(List<UserTokenPolicy> policies) {
        return policies.stream().filter(policy -> encrypts(policy.getSecurityPolicyUri())).findFirst()
                .orElse(policies.getFirst());
    }

    private static boolean matches(EndpointDescription endpoint, Connection.Security security) {
        String url = endpoint.getEndpointUrl();
        if (url == null || !url.startsWith(BINARY)) {
            return false;
        }
        String policy = endpoint.getSecurityPolicyUri();
        return switch (security) {
            case NONE -> endpoint.getSecurityMode() == MessageSecurityMode.None;
            case BASIC256SHA256 -> endpoint.getSecurityMode() == MessageSecurityMode.SignAndEncrypt
                    && SecurityPolicy.Basic256Sha256.getUri().equals(policy);
        };
    }

    private static boolean encrypts(@Nullable String policyUri) {
        return Stream.of(SecurityPolicy.Basic256Sha256, SecurityPolicy.Basic256, SecurityPolicy.Aes128_Sha256_RsaOaep,
                SecurityPolicy.Aes256_Sha256_RsaPss).anyMatch(policy -> policy.getUri().equals(policyUri));
    }

    private static Stream<UserTokenPolicy> policies(EndpointDescription endpoint) {
        UserTokenPolicy[] policies = endpoint.getUserIdentityTokens();
        return policies == null ? Stream.of() : Stream.of(policies);
    }

    private static String describe(List<EndpointDescription> offered) {
        return offered.stream().map(EndpointChoice::describe).distinct().collect(Collectors.joining(", "));
    }

    private static String describe(EndpointDescription endpoint) {
        String uri = String.valueOf(endpoint.getSecurityPolicyUri());
        return uri.substring(uri.indexOf('#') + 1) + " " + endpoint.getSecurityMode();
    }
}
