// An ARP table behind a read-write lock; the scan leaves its loop with the lock held, and gives it back after the loop.
#define _XOPEN_SOURCE 700
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ARP_ENTRIES 32

struct arp_entry {
    uint32_t address;
    unsigned char mac[6];
    int used;
};

static pthread_rwlock_t arp_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct arp_entry arp_table[ARP_ENTRIES];

int arp_set(uint32_t address, const unsigned char mac[6])
{
    int slot = -1;

    pthread_rwlock_wrlock(&arp_lock);
    for (int i = 0; i < ARP_ENTRIES; ++i) {
        if (arp_table[i].used && arp_table[i].address == address) {
            slot = i;
            break;
        }
        if (!arp_table[i].used && slot < 0)
            slot = i;
    }
    if (slot >= 0) {
        arp_table[slot].address = address;
        memcpy(arp_table[slot].mac, mac, 6);
        arp_table[slot].used = 1;
    }
    pthread_rwlock_unlock(&arp_lock);
    return slot;
}

int arp_find(uint32_t address, unsigned char mac[6])
{
    int found = 0;

    pthread_rwlock_rdlock(&arp_lock);
    for (int i = 0; i < ARP_ENTRIES; ++i) {
        if (!arp_table[i].used || arp_table[i].address != address)
            continue;
        memcpy(mac, arp_table[i].mac, 6);
        found = 1;
        break;
    }
    pthread_rwlock_unlock(&arp_lock);
    return found;
}

int main(void)
{
    const unsigned char router[6] = {2, 0, 0, 0, 0, 1};
    unsigned char mac[6];
    if (arp_set(htonl(0x0a000001), router) < 0)
        return 1;
    if (arp_find(htonl(0x0a000002), mac))
        return 1;
    if (!arp_find(htonl(0x0a000001), mac))
        return 1;
    printf("%02x:%02x\n", mac[0], mac[5]);
    return memcmp(mac, router, sizeof mac) == 0 ? 0 : 1;
}
