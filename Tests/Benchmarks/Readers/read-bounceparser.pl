#!/usr/bin/perl
# read-bounceparser.pl FILE…: a JSON line a mail with the addresses that Mail::DeliveryStatus::BounceParser finds, then one with
# its CPU time a mail. A mail that makes it fail or takes it longer than ten seconds counts as not understood.
use strict;
use warnings;
use JSON::PP;
use File::Basename;
use Mail::DeliveryStatus::BounceParser;

my $json = JSON::PP->new->canonical;
my ($mails, $seconds) = (0, 0);
for my $path (@ARGV) {
    open my $file, '<:raw', $path or die "$path: $!";
    my $mail = do { local $/; <$file> };
    my @before = times;
    my @addresses;
    eval {
        local $SIG{ALRM} = sub { die "timeout\n" };
        local $SIG{__WARN__} = sub { };
        alarm 10;
        my $bounce = Mail::DeliveryStatus::BounceParser->new($mail);
        @addresses = $bounce->addresses if $bounce->is_bounce;
        alarm 0;
    };
    my @after = times;
    $seconds += $after[0] + $after[1] - $before[0] - $before[1];
    $mails++;
    print $json->encode({ file => basename($path), addresses => [ grep { defined } @addresses ] }), "\n";
}
print $json->encode({ microseconds_per_mail => $seconds / $mails * 1e6 }), "\n";
