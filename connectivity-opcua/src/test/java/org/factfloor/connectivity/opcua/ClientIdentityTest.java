package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientIdentityTest {

    @TempDir
    Path folder;

    /** Machines trust one certificate; a new one at each start would lock us out. */
    @Test
    void isMadeOnceAndStaysTheSame() throws Exception {
        ClientIdentity first = ClientIdentity.in(folder);
        ClientIdentity second = ClientIdentity.in(folder);

        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(second.keys().getPrivate()).isEqualTo(first.keys().getPrivate());
        assertThat(first.applicationUri()).startsWith("urn:factfloor:client:");
        assertThat(CertificateUtil.getSanUri(first.certificate())).contains(first.applicationUri());
        assertThat(Files.readAllBytes(folder.resolve("client.der"))).isEqualTo(first.certificate().getEncoded());
    }

    @Test
    void canBeReadByItsOwnerOnly() throws Exception {
        ClientIdentity.in(folder);

        for (String file : new String[]{"client.p12", "client.password"}) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
