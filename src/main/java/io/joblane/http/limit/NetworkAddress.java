package io.joblane.http.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Which addresses are counted as one. */
final class NetworkAddress {
    private static final int NETWORK = 8;

    private NetworkAddress() {}

    /** An IPv4 address as it is; of an IPv6 address the first 64 bits, because a customer of a provider has all the rest. */
    static String key(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // A text with a colon is never looked up as a name.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK)
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
